import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLogger } from '../../platform/logger.ts'
import type { RunPreparation } from '../preparation/run-preparation.ts'
import { prepareAudio } from './prepare-audio.ts'

let dir: string
let server: Server
let env: NodeJS.ProcessEnv
let callers: Socket[]
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gh-'))
  callers = []
  server = createServer((socket) => {
    socket.on('error', () => {})
    callers.push(socket)
  })
  const socket = join(dir, 'native')
  await new Promise<void>((resolve) => {
    server.listen(socket, resolve)
  })
  env = { HOME: dir, XDG_RUNTIME_DIR: dir, PULSE_SERVER: `unix:${socket}` }
})
afterEach(async () => {
  for (const caller of callers) caller.destroy()
  server.close()
  await rm(dir, { recursive: true })
})

const nobody = { code: 'SOUND_NO_SERVER' }

/** A guest with a sound card, and what it is told. */
function guest(signal = new AbortController().signal) {
  const notices: object[] = []
  const run = {
    ...{ config: { sound: { device: 'hda-duplex' }, pcSpeaker: false }, qemu: {}, env, signal },
    account: { ofSession: true },
    ...{ logger: silentLogger, notice: (notice: object) => notices.push(notice) },
  } as unknown as RunPreparation
  return { prepared: prepareAudio(run), notices }
}

async function called(times: number): Promise<void> {
  await expect.poll(() => callers.length).toBe(times)
}

test('guests that start together ask the server once, and later ones anew', async () => {
  const together = [guest(), guest(), guest()]
  await called(1)
  callers[0]?.destroy()
  await Promise.all(together.map(({ prepared }) => prepared))
  for (const { notices } of together) expect(notices).toMatchObject([nobody])
  expect(callers).toHaveLength(1)
  const later = guest()
  await called(2)
  callers[1]?.destroy()
  await later.prepared
})

test('a start that is cancelled leaves the others their answer', async () => {
  const controller = new AbortController()
  const [cancelled, other] = [guest(controller.signal), guest()]
  await called(1)
  controller.abort(new Error('not wanted'))
  await expect(cancelled.prepared).rejects.toThrow('not wanted')
  callers[0]?.destroy()
  await other.prepared
  expect(other.notices).toMatchObject([nobody])
})
