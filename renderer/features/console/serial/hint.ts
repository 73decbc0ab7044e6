import type { TFunction } from 'i18next'
import type { GuestState } from '../../../../shared/domain/guest.ts'
import { formatBytes } from '../../../i18n/format.ts'
import { errorText } from '../../../i18n/error-text.ts'
import type { Connection } from '../connection.ts'

export interface SerialSituation {
  readonly state: GuestState
  /** Whether the guest has a process. */
  readonly runs: boolean
  readonly connection: Connection
  /** Whether this terminal has shown a run of the guest. */
  readonly printed: boolean
  readonly typing: boolean
  /** What gives the keys back, as a person reads it. */
  readonly keys: string
  /** Bytes */
  readonly skipped: number
}

/** What is to be said of a serial console, in one or two sentences. */
export function hintOf(situation: SerialSituation, t: TFunction): string {
  const { state, runs, connection, printed, typing, keys, skipped } = situation
  if (!runs) return `${t(whyQuiet(state))} ${t(printed ? 'serial.last' : nothingYet(state))}`
  if (connection.state === 'connecting') return t('serial.connecting')
  if (connection.state === 'closed') return lossOf(connection, t)
  if (skipped > 0) return `${t('serial.skipped', { size: formatBytes(skipped) })}.`
  if (state === 'paused') return t('serial.paused')
  return typing ? t('serial.held', { keys }) : t('serial.free')
}

function whyQuiet(state: GuestState) {
  if (state === 'saved') return 'serial.isSaved'
  if (state === 'crashed') return 'serial.isCrashed'
  return state === 'starting' ? 'serial.isStarting' : 'serial.isOff'
}

const nothingYet = (state: GuestState) =>
  state === 'saved' ? 'serial.nothingSaved' : 'serial.nothing'

function lossOf(connection: Extract<Connection, { state: 'closed' }>, t: TFunction): string {
  const { error, reason } = connection
  const what = error === null ? t('serial.ended') : errorText(error).message
  const detail = reason === null ? [] : [`(${reason})`]
  return [what, ...detail, t('serial.again')].join(' ')
}
