import { readFile, writeFile } from 'node:fs/promises'
import type { NetworkConfig } from '../../../../shared/domain/config/network.ts'
import type { NewGuest } from '../../../../shared/domain/guest-config.ts'
import { testGuest } from '../../../../scripts/test-guest/index.mjs'
import type { Engine } from '../../index.ts'
import { type EngineHome, idleGuest, viewOf } from '../../testing/engine-home.ts'
import { type GuestShell, shellOf } from '../../testing/guest-shell.ts'

const { readyLine, ...kernelBoot } = testGuest()

/** A Linux that boots in seconds. */
export const bootable = (name: string): NewGuest => idleGuest({ name, memoryMiB: 128, kernelBoot })

let lastMac = 0
const nextMac = (): string => {
  lastMac += 1
  return `52:54:00:00:00:${lastMac.toString(16).padStart(2, '0')}`
}

/**
 * Makes guests with NICs net0, net1 … on these networks, and opens the engine that has them: a
 * guest's file is what says it, and the engine reads it when it is opened.
 */
export async function withGuests(
  home: EngineHome,
  guests: readonly { readonly guest: NewGuest; readonly networks: readonly NetworkConfig[] }[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ engine: Engine; ids: readonly [string, ...string[]] }> {
  const first = await home.open()
  const ids: string[] = []
  for (const { guest } of guests) ids.push((await first.create(guest)).id)
  await home.close(first)
  for (const [index, { networks }] of guests.entries()) {
    const { configFile } = home.paths.guest(ids[index] ?? '')
    const config = JSON.parse(await readFile(configFile, 'utf8'))
    config.nics = networks.map((network, nic) => ({ id: `net${nic}`, mac: nextMac(), network }))
    await writeFile(configFile, JSON.stringify(config))
  }
  const [id, ...others] = ids
  if (id === undefined) throw new Error('no guests')
  return { engine: await home.open(env), ids: [id, ...others] }
}

/** The shell of a guest that has booted. */
export const networkShell = (home: EngineHome, engine: Engine, id: string): Promise<GuestShell> =>
  shellOf({ home, engine }, id, readyLine)

export const noticesOf = (engine: Engine, id: string): string[] =>
  (viewOf(engine, id).runtime?.notices ?? []).map(({ code, device }) => `${device} ${code}`)
