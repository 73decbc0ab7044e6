import {
  deviceLists,
  type GuestConfig,
  guestConfigSchema,
} from '../../../../shared/domain/guest-config.ts'
import type { impossibleCombinations } from '../../../../shared/domain/config/combinations.ts'
import type { impossibleDisks } from '../../../../shared/domain/config/storage.ts'
import { descriptionKeys } from '../../../../shared/domain/describe.ts'
import { same } from '../../../../shared/domain/differences.ts'
import { en } from '../../../i18n/en/index.ts'
import type { RefusalCode } from '../../../i18n/en/hardware-words.ts'
import { t } from '../../../i18n/index.ts'
import type { Draft } from './draft.ts'

/** Something that keeps a draft from being applied. */
export interface Problem {
  /** As configure names fields; where it is deeper, "nics.nic0.network.name". */
  readonly field: string
  readonly text: string
}

type Path = readonly PropertyKey[]
/** What there is of zod's issues that has a say in the sentence. */
interface Issue {
  readonly code?: string | undefined
  readonly message: string
  readonly path: Path
  readonly origin?: string
  readonly minimum?: number | bigint
  readonly maximum?: number | bigint
  readonly values?: readonly unknown[]
  readonly expected?: string
  readonly errors?: readonly (readonly Issue[])[]
}

/** The field that a refusal of the whole machine, or of a whole disk, is shown at. */
const fieldOfRefusal: Readonly<
  Record<keyof typeof impossibleCombinations | keyof typeof impossibleDisks, string>
> = {
  'secure-boot-needs-q35': 'firmware.secureBoot',
  'ide-needs-i440fx': 'machine',
  'sata-ports-full': 'disks',
  'ide-ports-full': 'disks',
  'usb-ports-full': 'usbDevices',
  'pci-slots-full': 'machine',
  'limit-below-memory': 'limits.memoryMiB',
  'cpus-need-q35': 'cpus',
  'format-read-only': 'readOnly',
  'bus-not-read-only': 'bus',
  'iothread-bus': 'iothread',
  'aio-native-cache': 'aio',
  'sd-cache': 'cache',
  'sd-serial': 'serial',
  'backing-below-format': 'backing',
}
const whole: Readonly<Record<string, string>> = {
  ...fieldOfRefusal,
  'topology-not-cpus': 'cpu.topology',
  'share-tags-not-unique': 'shares',
}

const isRefusal = (code: string): code is RefusalCode => Object.hasOwn(en.refusal, code)

/** Words for patterns, by the name of what has to fit. */
const formats: Readonly<Record<string, keyof typeof en.wrong>> = {
  ...{ mac: 'mac', tag: 'tag', serial: 'serial', name: 'networkName', bridge: 'interfaceName' },
  ...{ device: 'interfaceName', model: 'model', vendor: 'usbNumber', product: 'usbNumber' },
  ...{ port: 'port', id: 'id', address: 'address' },
}

/** One sentence for what a schema found. */
export function sentenceOf(issue: Issue): string {
  if (isRefusal(issue.message)) return t(`refusal.${issue.message}`)
  const { code = 'custom', path, origin, minimum = 0, maximum = 0 } = issue
  const isText = origin === 'string'
  switch (code) {
    case 'too_small':
      return t('wrong.atLeast', { min: String(minimum) })
    case 'too_big':
      if (isText) return t('wrong.textLong', { max: String(maximum) })
      if (origin === 'array') return t('wrong.tooMany', { max: String(maximum) })
      return t('wrong.atMost', { max: String(maximum) })
    case 'invalid_value':
      return t('wrong.oneOf', { values: (issue.values ?? []).map(String).join(', ') })
    case 'invalid_type':
      return typeSentence(issue.expected ?? '')
    case 'invalid_format':
    case 'invalid_union':
      return formatSentence(path)
    default:
      return t('wrong.other')
  }
}

const numbers: ReadonlySet<string> = new Set(['int', 'number', 'nan', 'safeint'])
const typeSentence = (expected: string): string =>
  numbers.has(expected) ? t('wrong.wholeNumber') : t('wrong.type', { type: expected })

function formatSentence(path: Path): string {
  const key = formats[String(path.at(-1))]
  return key === undefined ? t('wrong.other') : t(`wrong.${key}`)
}

/** A path of the schema in the words of configure: devices by their ids. */
function fieldAt(path: Path, config: unknown): string {
  const [first, index, ...rest] = path.map(String)
  if (first === undefined) return ''
  if (index === undefined || !(deviceLists as readonly string[]).includes(first)) {
    return path.map(String).join('.')
  }
  const devices = (config as Readonly<Record<string, unknown>>)[first]
  const device: unknown = Array.isArray(devices) ? devices[Number(index)] : undefined
  const id = (device as { id?: unknown } | undefined)?.id
  return [first, typeof id === 'string' ? id : index, ...rest].join('.')
}

function problemOf(issue: Issue, config: unknown): Problem {
  const at = fieldAt(issue.path, config)
  const within = issue.code === 'custom' ? whole[issue.message] : undefined
  const field = within === undefined ? at : at === '' ? within : `${at}.${within}`
  return { field, text: sentenceOf(issue) }
}

/** What configure refuses to change, and what is noted about a guest, which it leaves as it is. */
const FIXED = ['id', 'schema', 'name', 'createdAt', 'template', ...descriptionKeys] as const

export type Checked =
  | { readonly config: GuestConfig; readonly problems: readonly Problem[] }
  | { readonly config: null; readonly problems: readonly Problem[] }

/** A description as the engine would take it, or everything that is wrong with it. Pure. */
export function check(value: unknown, base: GuestConfig): Checked {
  const parsed = guestConfigSchema.safeParse(value)
  if (!parsed.success) {
    const issues = parsed.error.issues as readonly Issue[]
    return { config: null, problems: issues.map((issue) => problemOf(issue, value)) }
  }
  const problems = FIXED.filter((key) => !same(parsed.data[key], base[key])).map((field) => ({
    field,
    text: t('wrong.fixed', { value: JSON.stringify(base[field]) }),
  }))
  return problems.length > 0 ? { config: null, problems } : { config: parsed.data, problems }
}

/** A draft as it would be sent, or what is wrong with it. */
export const checkDraft = ({ config, base }: Draft): Checked => check(config, base)
