import { lookForServers, serverFor } from '../../audio/index.ts'
import { findProgram } from '../../capabilities/find-program.ts'
import { hasUserManager } from '../../scope/index.ts'
import { type CheckedHost, type CheckResult, requireOrdinaryUser, requireQemu } from '../check.ts'
import { installRemedy, type Remedy, startSoundRemedy } from '../remedies.ts'

/** The user's sound server, by being let in, and whether QEMU plays to it. */
export async function checkSound(host: CheckedHost): Promise<CheckResult> {
  requireOrdinaryUser(host)
  const { env, logger, distribution } = host
  const { servers, failures } = await lookForServers(env)
  if (servers.length === 0) {
    return {
      verdict: 'missing',
      findings: [{ code: 'SOUND_SERVER_SILENT', params: {} }],
      remedies: await serverRemedy(host),
      ...(failures.length === 0 ? {} : { cause: failures.join('\n') }),
    }
  }
  const qemu = await requireQemu(host)
  const chosen = await serverFor({ env, logger, qemu }, servers)
  if (chosen === null) {
    const server = servers.map(({ name }) => name).join(', ')
    const isPulse = servers.some(({ kind }) => kind === 'pulseaudio')
    return {
      verdict: 'missing',
      findings: [{ code: 'SOUND_DRIVER_MISSING', params: { server } }],
      remedies: installRemedy(distribution, isPulse ? 'sound-pulse' : 'sound-pipewire'),
    }
  }
  const server = servers.find(({ socket }) => socket === chosen.socket)?.name ?? chosen.socket
  return {
    verdict: 'good',
    findings: [{ code: 'SOUND_WORKS', params: { server } }],
    remedies: [],
  }
}

/** One of them is enough: beside PulseAudio, PipeWire would take its place. */
const installed = [
  { program: 'pipewire', sockets: ['pipewire.socket', 'pipewire-pulse.socket'] },
  { program: 'pulseaudio', sockets: ['pulseaudio.socket'] },
] as const

/** One that is installed is started, which the user's systemd does; else it is installed. */
async function serverRemedy({ env, distribution }: CheckedHost): Promise<Remedy[]> {
  for (const { program, sockets } of installed) {
    if ((await findProgram({ names: [program], env })) === null) continue
    return (await hasUserManager(env)) ? [startSoundRemedy(...sockets)] : []
  }
  return installRemedy(distribution, 'sound-server', { afterLogin: true })
}
