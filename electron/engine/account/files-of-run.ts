import type {
  CdromConfig,
  DiskConfig,
  GuestConfig,
  NewGuest,
} from '../../../shared/domain/guest-config.ts'
import type { RunFile } from './run-file.ts'

/** An image with what it builds on. Pure. */
export const filesOfDisk = (
  { path, readOnly, backing }: Pick<DiskConfig, 'path' | 'readOnly' | 'backing'>,
  { disposable = false } = {},
): RunFile[] => [
  { path, access: readOnly || disposable ? 'read' : 'write' },
  ...backing.map((below) => ({ path: below.path, access: 'read' as const })),
]

/** The medium of a drive. Pure. */
export const filesOfCdrom = ({ path }: Pick<CdromConfig, 'path'>): RunFile[] =>
  path === null ? [] : [{ path, access: 'read' }]

/** Every file that a guest's description names. Pure. */
export function filesOfConfig(
  config: Pick<GuestConfig, 'disks' | 'cdroms' | 'kernelBoot'>,
  { disposable = false } = {},
): RunFile[] {
  const { kernel, initrd } = config.kernelBoot ?? {}
  return [
    ...config.disks.flatMap((disk) => filesOfDisk(disk, { disposable })),
    ...config.cdroms.flatMap(filesOfCdrom),
    ...[kernel, initrd].flatMap((path): RunFile[] =>
      path === undefined ? [] : [{ path, access: 'read' }],
    ),
  ]
}

/** What a guest that is to be made would use, and is there already. Pure. */
export function filesOfNew({ disk, cdrom, kernelBoot }: NewGuest): RunFile[] {
  const { kernel, initrd } = kernelBoot ?? {}
  const { path, acceptBacking = [] } = disk.kind === 'existing' ? disk : {}
  return [path, ...acceptBacking, cdrom, kernel, initrd].flatMap((file): RunFile[] =>
    file === undefined ? [] : [{ path: file, access: 'read' }],
  )
}

/** What was made for a run; `overlays` of a disposable one, by device. Pure. */
export function filesMade(
  config: Pick<GuestConfig, 'firmware'>,
  run: {
    readonly disposable: boolean
    readonly overlays: Readonly<Record<string, string>>
    readonly nvram: string
  },
): RunFile[] {
  const { disposable, overlays, nvram } = run
  const variables: RunFile[] =
    config.firmware.kind === 'uefi' ? [{ path: nvram, access: disposable ? 'read' : 'write' }] : []
  const written = Object.values(overlays).map((path) => ({ path, access: 'write' as const }))
  return [...variables, ...written]
}
