import { join } from 'node:path'
import type { DaemonConfig } from '../config/schema.ts'
import { unitOf } from '../privileges/capability-table.ts'
import { daemonDirectives, networkDirectives } from './drop-ins.ts'
import { type FileChange, replaceFiles, type WantedFile } from './replace-files.ts'
import { dropIn } from './unit-text.ts'
import { usbRules } from './usb-rules.ts'

const dropInPath = (unit: string): string => `/etc/systemd/system/${unit}.d/50-features.conf`

/** Absolute. The name of the drop-in is also in the condition of guesthouse-network.service. */
const configured = {
  daemon: dropInPath(unitOf.daemon),
  network: dropInPath(unitOf.network),
  // Before what gives devices to whoever sits at the computer (73-seat-late.rules), which stays as it is.
  usb: '/etc/udev/rules.d/71-guesthouse-daemon-usb.rules',
} as const

/** What `configure` makes of a configuration. Pure. */
export function configuredFiles(config: DaemonConfig, configFile: string): WantedFile[] {
  const network = networkDirectives(config)
  return [
    { path: configured.daemon, content: dropIn(configFile, daemonDirectives(config)) },
    { path: configured.network, content: network && dropIn(configFile, network) },
    { path: configured.usb, content: usbRules(config, configFile) },
  ]
}

/**
 * What has to be run for a configuration to hold, in this order. Services are restarted also where
 * nothing of their units changed: they read the configuration when they start. Pure.
 */
export function commandsAfter(config: DaemonConfig, changes: readonly FileChange[]): string[] {
  const changeOf = (path: string): FileChange['change'] =>
    changes.find((change) => change.path === path)?.change ?? 'absent'
  const isNew = (path: string): boolean => ['written', 'removed'].includes(changeOf(path))
  return [
    ...(isNew(configured.daemon) || isNew(configured.network) ? ['systemctl daemon-reload'] : []),
    ...(isNew(configured.usb)
      ? ['udevadm control --reload', 'udevadm trigger --action=change --subsystem-match=usb']
      : []),
    ...(changeOf(configured.network) === 'removed' ? [`systemctl stop ${unitOf.network}`] : []),
    ...(networkDirectives(config) === null ? [] : [`systemctl restart ${unitOf.network}`]),
    `systemctl restart ${unitOf.daemon}`,
  ]
}

/**
 * Writes the units' drop-ins and the udev rule below `root`, all or none; starts nothing. Rejects as
 * replaceFiles does, with paths below `root`.
 */
export async function configure(
  config: DaemonConfig,
  { configFile, root }: { readonly configFile: string; readonly root: string },
): Promise<FileChange[]> {
  const wanted = configuredFiles(config, configFile)
  const changes = await replaceFiles(
    wanted.map(({ path, content }) => ({ path: join(root, path), content })),
  )
  return changes.map(({ change }, index) => ({ path: wanted[index]?.path ?? '', change }))
}
