import type { CommandLineInput } from './input.ts'
import { escapeOption } from './escape.ts'
import { AUDIODEV } from './audio.ts'
import { FIRMWARE_NODE, NVRAM_NODE } from './firmware.ts'
import { needsSharedMemory, MEMORY_BACKEND } from './memory.ts'

/** The machine, what it runs on, its clock and the order in which it boots. */
export function machineArguments(input: CommandLineInput): string[] {
  const { config } = input
  return [
    ...['-machine', machineOption(input)],
    ...['-accel', input.accelerator],
    ...globals(input).flatMap(([driver, property, value]) => [
      '-global',
      `driver=${driver},property=${property},value=${value}`,
    ]),
    ...['-rtc', clockOption(config.os)],
    ...['-boot', 'strict=on'],
  ]
}

function machineOption(input: CommandLineInput): string {
  const { config, resources } = input
  const type = input.machineType ?? (config.machine === 'q35' ? 'q35' : 'pc')
  const options = [
    escapeOption(type),
    // The pointer is a USB tablet; a VMware port is of no use to it.
    'vmport=off',
    // Windows would read its time from the HPET, each time by leaving the guest.
    ...(config.os === 'windows' ? ['hpet=off'] : []),
    ...(needsSharedMemory(input) ? [`memory-backend=${MEMORY_BACKEND}`] : []),
    ...(config.pcSpeaker && resources.audio !== null ? [`pcspk-audiodev=${AUDIODEV}`] : []),
  ]
  if (resources.firmware !== null) {
    if (resources.firmware.smm) options.push('smm=on')
    options.push(`pflash0=${FIRMWARE_NODE}`, `pflash1=${NVRAM_NODE}`)
  }
  return options.join(',')
}

type Global = readonly [driver: string, property: string, value: string]

function globals({ config, resources, accelerator }: CommandLineInput): Global[] {
  const powerManagement = config.machine === 'q35' ? 'ICH9-LPC' : 'PIIX4_PM'
  return [
    // A guest that puts itself to sleep looks dead from outside, and firmware with SMM does not wake
    // up from S3. virt-install leaves both out too.
    [powerManagement, 'disable_s3', '1'],
    [powerManagement, 'disable_s4', '1'],
    // Only code in SMM, that is the firmware, may write its variables: what Secure Boot stands on.
    ...(resources.firmware?.smm === true
      ? [['cfi.pflash01', 'secure', 'on'] satisfies Global]
      : []),
    // Ticks that Windows missed come later rather than all at once.
    ...(config.os === 'windows' && accelerator === 'kvm'
      ? [['kvm-pit', 'lost_tick_policy', 'delay'] satisfies Global]
      : []),
  ]
}

/** Windows keeps local time in the clock, and counts its ticks; as virt-install does it. */
const clockOption = (os: 'linux' | 'windows' | 'other'): string =>
  os === 'windows' ? 'base=localtime,driftfix=slew' : 'base=utc'
