import { type DaemonFeature, daemonFeatures } from '../../../shared/domain/daemon.ts'
import { parseConfig } from '../config/parse-config.ts'
import type { DaemonConfig } from '../config/schema.ts'

/** The file of a configuration with these features on and all others off. */
export const fileWith = (on: readonly DaemonFeature[], more = ''): string =>
  `[features]\n${daemonFeatures.map((feature) => `${feature} = ${on.includes(feature)}\n`).join('')}${more}`

/** Throws where the text is none. */
export function configOf(text: string): DaemonConfig {
  const parsed = parseConfig(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.config
}

export const usbDevice = '\n[usb]\ndevices = ["046d:c52b"]\n'

/** Every combination of the features that are on. */
export const combinations: readonly (readonly DaemonFeature[])[] = Array.from(
  { length: 2 ** daemonFeatures.length },
  (_, set) => daemonFeatures.filter((_feature, bit) => ((set >> bit) & 1) === 1),
)
