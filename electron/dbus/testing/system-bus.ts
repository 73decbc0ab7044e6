import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBus } from '../../platform/testing/private-bus.ts'

/** As the system's own bus decides: nobody owns or calls anything unless a file below allows it. */
const configOf = (socket: string, dir: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <!-- A bus usually holds those who flood back by itself (128); here the service has to. -->
  <limit name="max_replies_per_connection">50000</limit>
  <policy context="default">
    <allow user="*"/>
    <deny own="*"/>
    <deny send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
    <allow send_destination="org.freedesktop.DBus"/>
  </policy>
  <policy user="root"><allow own="org.freedesktop.PolicyKit1"/></policy>
  <include>/usr/share/dbus-1/system.d/org.freedesktop.PolicyKit1.conf</include>
  <includedir>${join(dir, 'system.d')}</includedir>
</busconfig>
`

/** Where distributions have it; set-up looks there as well. */
const POLKITD =
  ['/usr/lib/polkit-1', '/usr/libexec', '/usr/libexec/polkit-1']
    .map((folder) => join(folder, 'polkitd'))
    .find((file) => existsSync(file)) ?? 'polkitd'

export interface SystemBus {
  readonly dir: string
  readonly socket: string
  readonly env: NodeJS.ProcessEnv
  /** As when it crashes. */
  kill(): Promise<void>
  /** Other rules for polkit (JavaScript, polkit(8)), which it takes up by itself. */
  setRules(rules: string): Promise<void>
  dispose(): Promise<void>
}

interface SystemBusOptions {
  /** Configuration of the bus for the service, and its actions for polkit; paths. */
  readonly policies: readonly string[]
  readonly actions: readonly string[]
  /** null: no polkit at all. */
  readonly rules: string | null
}

/** A real dbus-daemon of the system's type and a real polkitd, both a test's own. Root only. */
export async function makeSystemBus(options: SystemBusOptions): Promise<SystemBus> {
  const dir = await mkdtemp(join(tmpdir(), 'gh-sysbus-'))
  await chmod(dir, 0o755)
  const [policies, actions, rules] = ['system.d', 'actions', 'rules.d'].map((name) =>
    join(dir, name),
  ) as [string, string, string]
  for (const path of [policies, actions, rules]) {
    await mkdir(path)
    await chmod(path, 0o755)
  }
  for (const [index, path] of options.policies.entries()) {
    await cp(path, join(policies, `${index}.conf`))
  }
  for (const [index, path] of options.actions.entries()) {
    await cp(path, join(actions, `${index}.policy`))
  }
  const setRules = (text: string): Promise<void> =>
    writeFile(join(rules, '50-test.rules'), text, { mode: 0o644 })
  if (options.rules !== null) await setRules(options.rules)
  const [config, socket] = [join(dir, 'conf'), join(dir, 'bus')]
  await writeFile(config, configOf(socket, dir))
  const env = { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socket}` }
  const endBus = await startBus(['--config-file', config])
  let endPolkit: (() => Promise<void>) | null = null
  if (options.rules !== null) {
    endPolkit = await startPolkit(actions, rules, env).catch(async (error: unknown) => {
      await endBus()
      await rm(dir, { recursive: true })
      throw error
    })
  }
  return {
    ...{ dir, socket, env, setRules, kill: endBus },
    async dispose() {
      await endPolkit?.()
      await endBus()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** In a mount name space of its own, so that it reads the test's actions and rules, and nobody else does. */
async function startPolkit(
  actions: string,
  rules: string,
  env: NodeJS.ProcessEnv,
): Promise<() => Promise<void>> {
  const script =
    'mount --bind "$1" /usr/share/polkit-1/actions && mount --bind "$2" /etc/polkit-1/rules.d' +
    ` && exec ${POLKITD}`
  const polkitd = spawn('unshare', ['--mount', 'sh', '-c', script, 'sh', actions, rules], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(polkitd, 'exit')
  let said = ''
  polkitd.stderr.on('data', (text: Buffer) => {
    said += text.toString()
  })
  const end = async (): Promise<void> => {
    polkitd.kill('SIGKILL')
    await ended
  }
  try {
    await untilOwned('org.freedesktop.PolicyKit1', env)
  } catch (error) {
    await end()
    throw new Error(`polkitd does not come: ${said}`, { cause: error })
  }
  return end
}

/** Resolves when somebody owns the name; gdbus waits for the bus's own signal. */
async function untilOwned(name: string, env: NodeJS.ProcessEnv): Promise<void> {
  const wait = spawn('gdbus', ['wait', '--system', '--timeout', '20', name], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  const [code] = (await once(wait, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${name} is nobody's`)
}
