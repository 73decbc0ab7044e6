import { type Finding, findingCatalogue } from '../../shared/domain/host-check/findings.ts'
import { formatBytes, formatNumber } from './format.ts'
import { t } from './index.ts'

export interface FindingText {
  readonly message: string
  /** null where nothing is lost by it. */
  readonly lost: string | null
}

/** Which parameters a sentence has depends on its code, so they cannot be checked by type. */
const fill = t as (
  key: `findings.${Finding['code']}.${keyof FindingText}`,
  options: { replace: Record<string, string> },
) => string

/** What the host check found in the person's language, its parameters filled in as plain text. */
export function findingText({ code, params }: Finding): FindingText {
  const replace = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, parameterText(name, value)]),
  )
  return {
    message: fill(`findings.${code}.message`, { replace }),
    lost: 'lost' in findingCatalogue[code] ? fill(`findings.${code}.lost`, { replace }) : null,
  }
}

function parameterText(name: string, value: string | number): string {
  if (typeof value === 'string') return value
  return name === 'bytes' ? formatBytes(value) : formatNumber(value)
}
