import {
  CPU_COUNT,
  DISK_BYTES,
  MEMORY_MIB,
  type NewGuest,
  newGuestSchema,
} from '../../../shared/domain/guest-config.ts'
import { formatBytes } from '../../i18n/format.ts'
import { t } from '../../i18n/index.ts'
import { nameReason } from '../../i18n/name-text.ts'
import type { CreateForm } from './defaults.ts'

const GIB = 1024 ** 3
/** Sizes of disks are whole sectors. */
const SECTOR = 512
const COMMAND_LINE_MAX = 2047

export type Issues = Readonly<Partial<Record<keyof CreateForm, string>>>

export type Validated =
  | { readonly ok: true; readonly guest: NewGuest }
  | { readonly ok: false; readonly issues: Issues }

/** A number as typed, or NaN, which no schema takes; an empty field is not a nought. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

function diskOf(form: CreateForm): NewGuest['disk'] {
  if (form.disk === 'none') return { kind: 'none' }
  if (form.disk === 'existing') return { kind: 'existing', path: form.diskPath }
  const sizeBytes = Math.round((numberOf(form.diskGiB) * GIB) / SECTOR) * SECTOR
  return { kind: 'new', sizeBytes }
}

/** What is as every machine has it is left to the engine. */
function systemOf({ os, osName, firmware, tpm }: CreateForm): Partial<NewGuest> {
  return {
    ...(os === 'linux' ? {} : { os }),
    ...(osName === null ? {} : { osName }),
    ...(firmware === 'bios'
      ? {}
      : { firmware: { kind: 'uefi', secureBoot: firmware === 'secure' } }),
    ...(tpm ? { tpm } : {}),
  }
}

function candidate(form: CreateForm): unknown {
  const hasKernel = form.kernel !== '' || form.initrd !== '' || form.commandLine !== ''
  return {
    name: form.name,
    memoryMiB: numberOf(form.memoryMiB),
    cpus: numberOf(form.cpus),
    disk: diskOf(form),
    ...(form.cdrom === '' ? {} : { cdrom: form.cdrom }),
    ...systemOf(form),
    ...(hasKernel
      ? {
          kernelBoot: {
            kernel: form.kernel,
            commandLine: form.commandLine,
            ...(form.initrd === '' ? {} : { initrd: form.initrd }),
          },
        }
      : {}),
  }
}

const fieldOfPath: Readonly<Record<string, keyof CreateForm>> = {
  name: 'name',
  memoryMiB: 'memoryMiB',
  cpus: 'cpus',
  'disk.path': 'diskPath',
  'disk.sizeBytes': 'diskGiB',
  cdrom: 'cdrom',
  'kernelBoot.kernel': 'kernel',
  'kernelBoot.initrd': 'initrd',
  'kernelBoot.commandLine': 'commandLine',
}

/** Keys that the schemas give as the messages of their checks. */
const keyed = [
  'path-not-absolute',
  'path-long',
  'path-control-characters',
  'control-characters',
] as const

function sentence(field: keyof CreateForm, message: string, form: CreateForm): string {
  const ofName = nameReason(message)
  if (ofName !== undefined) return ofName
  if (field === 'kernel' && form.kernel === '') return t('invalid.kernel-missing')
  if (field === 'diskPath' && form.diskPath === '') return t('invalid.path-empty')
  const key = keyed.find((known) => known === message)
  if (key !== undefined) return t(`invalid.${key}`)
  return outOfRange(field)
}

/** The schemas' own range checks have no words of ours. */
function outOfRange(field: keyof CreateForm): string {
  if (field === 'memoryMiB') return t('invalid.memory', MEMORY_MIB)
  if (field === 'cpus') return t('invalid.cpus', CPU_COUNT)
  if (field === 'commandLine') return t('invalid.command-line-long', { max: COMMAND_LINE_MAX })
  if (field === 'diskGiB') {
    const [min, max] = [formatBytes(DISK_BYTES.min), formatBytes(DISK_BYTES.max)]
    return t('invalid.disk-size', { min, max })
  }
  return t('invalid.other')
}

/** What main would take, or one sentence for each field that is wrong. */
export function validate(form: CreateForm): Validated {
  const parsed = newGuestSchema.safeParse(candidate(form))
  if (parsed.success) return { ok: true, guest: parsed.data }
  const issues: Partial<Record<keyof CreateForm, string>> = {}
  for (const { path, message } of parsed.error.issues) {
    const field = fieldOfPath[path.join('.')] ?? 'name'
    issues[field] ??= sentence(field, message, form)
  }
  return { ok: false, issues }
}

/** Whether there is anything that the machine could start from. */
export const hasBootSource = (form: CreateForm): boolean =>
  form.cdrom !== '' || form.kernel !== '' || form.disk === 'existing'
