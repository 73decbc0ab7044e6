import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import * as z from 'zod/mini'

const exec = promisify(execFile)

/** An account's number, or its group's. Throws where it is not there. */
export const numberOf = (option: '-u' | '-g', account: string): number =>
  Number(execFileSync('id', [option, account], { encoding: 'utf8', stdio: 'pipe' }))

export interface NetworkNamespace {
  /** The command, run in it under an account with only these capabilities, e.g. "net_admin". */
  as(
    account: string,
    command: readonly string[],
    capabilities?: readonly string[],
  ): readonly string[]
  /** Runs a command in it as root. Resolves with what it prints. */
  run(...command: string[]): Promise<string>
  /** As `ip -details -json link show` has the device; null where it is not there. */
  link(device: string): Promise<Link | null>
  dispose(): Promise<void>
}

const linkSchema = z.array(
  z.object({
    ...{ ifname: z.string(), flags: z.array(z.string()), mtu: z.int() },
    // A TUN device has none.
    address: z.optional(z.string()),
    ...{ master: z.optional(z.string()), ifalias: z.optional(z.string()) },
    linkinfo: z.optional(
      z.object({
        info_kind: z.optional(z.string()),
        info_data: z.optional(z.record(z.string(), z.unknown())),
      }),
    ),
    inet6_addr_gen_mode: z.optional(z.string()),
  }),
)
export type Link = z.infer<typeof linkSchema>[number]

/** A network of a test's own; only root can make one. */
export async function makeNetworkNamespace(): Promise<NetworkNamespace> {
  const name = `ght-${randomBytes(4).toString('hex')}`
  await exec('ip', ['netns', 'add', name])
  const inside = ['ip', 'netns', 'exec', name]
  const run = async (...command: string[]): Promise<string> => {
    const [file = '', ...args] = [...inside, ...command]
    return (await exec(file, args)).stdout
  }
  return {
    run,
    as: (account, command, capabilities = []) => {
      const only = ['-all', ...capabilities.map((one) => `+${one}`)].join(',')
      const sets = ['--inh-caps', '--ambient-caps', '--bounding-set'].map((set) => `${set}=${only}`)
      const [uid, gid] = [numberOf('-u', account), numberOf('-g', account)].map(String)
      const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--init-groups', '--no-new-privs']
      return [...inside, 'setpriv', ...identity, ...sets, '--', ...command]
    },
    link: async (device) => {
      const text = await run('ip', '-details', '-json', 'link', 'show')
      return linkSchema.parse(JSON.parse(text)).find(({ ifname }) => ifname === device) ?? null
    },
    dispose: async () => {
      await exec('ip', ['netns', 'delete', name])
    },
  }
}
