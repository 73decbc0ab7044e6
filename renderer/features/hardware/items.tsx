import {
  Braces,
  Cable,
  CircuitBoard,
  ClipboardCopy,
  Cpu,
  Dices,
  Disc3,
  EthernetPort,
  FolderOpen,
  Gauge,
  HardDrive,
  HeartPulse,
  KeyRound,
  MemoryStick,
  Monitor,
  Power,
  Rocket,
  Siren,
  SlidersHorizontal,
  SquareTerminal,
  Usb,
  Volume2,
  Waypoints,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { GuestConfig } from '../../../shared/domain/guest-config.ts'
import { deviceName } from '../../i18n/device-name.ts'
import { formatMiB } from '../../i18n/format.ts'
import { t } from '../../i18n/index.ts'
import { fileName } from '../../i18n/file-name.ts'
import { choiceLabel } from './choices.ts'
import { isDeviceList } from './draft/names.ts'

/** One entry of the list at the left; its form is at the right. */
export interface Item {
  /** "memory", or "disks.disk0". */
  readonly key: string
  readonly name: string
  /** A word or two of what it is set to. */
  readonly fact: string
  readonly icon: ReactNode
}

export interface ItemGroup {
  readonly name: string
  readonly items: readonly Item[]
}

const size = { size: 16, 'aria-hidden': true } as const

const onOff = (on: boolean): string => t(on ? 'hardware.on' : 'hardware.off')

function systemItems(config: GuestConfig): Item[] {
  const { firmware, machine, memoryMiB, cpus, cpu, kernelBoot, disks, cdroms } = config
  const [first] = [...disks.map(({ id }) => id), ...cdroms.map(({ id }) => id)]
  const firstName =
    first === undefined
      ? t('hardware.none')
      : deviceName(disks.length > 0 ? 'disks' : 'cdroms', first, [config])
  return [
    {
      ...{ key: 'system', name: t('hardware.system'), icon: <CircuitBoard {...size} /> },
      fact: `${machine === 'q35' ? 'Q35' : 'i440FX'}, ${choiceLabel('firmware', firmware.kind)}`,
    },
    {
      ...{ key: 'memory', name: t('hardware.memory'), icon: <MemoryStick {...size} /> },
      fact: Number.isNaN(memoryMiB) ? '' : formatMiB(memoryMiB),
    },
    {
      ...{ key: 'processors', name: t('hardware.processors'), icon: <Cpu {...size} /> },
      fact: Number.isNaN(cpus)
        ? ''
        : [cpus, ...(cpu.model === 'auto' ? [] : [cpu.model])].join(', '),
    },
    {
      ...{ key: 'boot', name: t('hardware.boot'), icon: <Rocket {...size} /> },
      fact: kernelBoot === undefined ? firstName : t('hardware.kernel'),
    },
  ]
}

function deviceItems(config: GuestConfig): Item[] {
  const all = [config]
  return [
    ...config.disks.map(({ id, path, bus }) => ({
      ...{ key: `disks.${id}`, name: deviceName('disks', id, all), icon: <HardDrive {...size} /> },
      fact: `${choiceLabel('bus', bus)}, ${fileName(path)}`,
    })),
    ...config.cdroms.map(({ id, path }) => ({
      ...{ key: `cdroms.${id}`, name: deviceName('cdroms', id, all), icon: <Disc3 {...size} /> },
      fact: path === null ? t('hardware.emptyDrive') : fileName(path),
    })),
    ...config.nics.map(({ id, network }) => ({
      ...{ key: `nics.${id}`, name: deviceName('nics', id, all), icon: <EthernetPort {...size} /> },
      fact: choiceLabel('network', network.kind),
    })),
    {
      ...{ key: 'display', name: t('hardware.display'), icon: <Monitor {...size} /> },
      fact: config.display === 'none' ? t('hardware.none') : choiceLabel('video', config.video),
    },
    ...soundItems(config),
    ...config.serials.map(({ id }) => ({
      ...{ key: `serials.${id}`, name: deviceName('serials', id, all), icon: <Cable {...size} /> },
      fact: id,
    })),
    ...config.usbDevices.map(({ id, match }) => ({
      ...{ key: `usbDevices.${id}`, name: deviceName('usbDevices', id, all) },
      icon: <Usb {...size} />,
      fact:
        match.kind === 'product'
          ? `${match.vendor}:${match.product}`
          : `${String(match.bus)}-${match.port}`,
    })),
    {
      ...{ key: 'shares', name: t('hardware.shares'), icon: <FolderOpen {...size} /> },
      fact: config.shares.map(({ tag }) => tag).join(', ') || t('hardware.none'),
    },
    ...smallItems(config),
  ]
}

function soundItems({ sound, pcSpeaker }: GuestConfig): Item[] {
  return [
    ...(sound === null
      ? []
      : [
          {
            ...{ key: 'sound', name: t('hardware.soundDevice'), icon: <Volume2 {...size} /> },
            fact: choiceLabel('sound', sound.device),
          },
        ]),
    ...(pcSpeaker
      ? [{ key: 'pcSpeaker', name: t('hardware.pcSpeaker'), fact: '', icon: <Volume2 {...size} /> }]
      : []),
  ]
}

function smallItems({ tpm, rng, watchdog, pvpanic, vsock }: GuestConfig): Item[] {
  const small = [
    tpm && { key: 'tpm', name: t('hardware.tpm'), fact: '2.0', icon: <KeyRound {...size} /> },
    rng && { key: 'rng', name: t('hardware.rng'), fact: 'virtio', icon: <Dices {...size} /> },
    watchdog !== null && {
      ...{ key: 'watchdog', name: t('hardware.watchdog'), icon: <HeartPulse {...size} /> },
      fact: choiceLabel('watchdog', watchdog.action),
    },
    pvpanic && { key: 'pvpanic', name: t('hardware.pvpanic'), fact: '', icon: <Siren {...size} /> },
    vsock !== null && {
      ...{ key: 'vsock', name: t('hardware.vsock'), icon: <Waypoints {...size} /> },
      fact: Number.isNaN(vsock.cid) ? '' : String(vsock.cid),
    },
  ]
  return small.filter((item) => item !== false)
}

function behaviourItems(config: GuestConfig): Item[] {
  const { clipboard, agent, autostart, atLogout, limits, extraArguments } = config
  const agentName = t('hardware.agent')
  return [
    {
      ...{ key: 'integration', name: t('hardware.integration'), icon: <ClipboardCopy {...size} /> },
      fact: agent ? agentName : choiceLabel('clipboard', clipboard),
    },
    {
      ...{ key: 'starting', name: t('hardware.starting'), icon: <Power {...size} /> },
      fact: autostart ? t('hardware.autostart') : choiceLabel('logout', atLogout),
    },
    {
      ...{ key: 'limits', name: t('hardware.limits'), icon: <Gauge {...size} /> },
      fact: onOff(limits !== undefined),
    },
    {
      ...{ key: 'extra', name: t('hardware.extra'), icon: <SlidersHorizontal {...size} /> },
      fact: extraArguments.length === 0 ? t('hardware.none') : String(extraArguments.length),
    },
  ]
}

const expertItems = (): Item[] => [
  { key: 'qemu', name: t('hardware.qemu'), fact: '', icon: <SquareTerminal {...size} /> },
  { key: 'json', name: t('hardware.json'), fact: '', icon: <Braces {...size} /> },
]

/** What a guest consists of, as the page lists it. */
export const itemGroups = (config: GuestConfig): readonly ItemGroup[] => [
  { name: t('hardware.groupSystem'), items: systemItems(config) },
  { name: t('hardware.groupDevices'), items: deviceItems(config) },
  { name: t('hardware.groupBehaviour'), items: behaviourItems(config) },
  { name: t('hardware.groupExpert'), items: expertItems() },
]

const itemOfPart: Readonly<Record<string, string>> = {
  ...{ os: 'system', machine: 'system', firmware: 'system' },
  ...{ memoryMiB: 'memory', balloon: 'memory' },
  ...{ cpus: 'processors', cpu: 'processors', accelerator: 'processors' },
  ...{ kernelBoot: 'boot', disks: 'boot', cdroms: 'boot', shares: 'shares' },
  ...{ display: 'display', video: 'display', sound: 'sound', pcSpeaker: 'pcSpeaker' },
  ...{ tpm: 'tpm', rng: 'rng', watchdog: 'watchdog', pvpanic: 'pvpanic', vsock: 'vsock' },
  ...{ agent: 'integration', clipboard: 'integration' },
  ...{ autostart: 'starting', atLogout: 'starting', restartAfterCrash: 'starting' },
  ...{ limits: 'limits', extraArguments: 'extra' },
}

/** Where a field is to be seen; what has no form is in the JSON. */
export function itemOfField(field: string): string {
  const [first = '', id] = field.split('.')
  if (isDeviceList(first) && first !== 'shares' && id !== undefined) return `${first}.${id}`
  return itemOfPart[first] ?? 'json'
}
