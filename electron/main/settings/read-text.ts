import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { SETTINGS_FILE_MAX_BYTES, type SettingsProblem } from '../../../shared/domain/settings.ts'
import { errorCode } from '../../platform/files.ts'

/** What is at the path of settings.json. */
export type SettingsText =
  | { readonly kind: 'absent' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unusable'; readonly reason: SettingsProblem['reason'] }

const unreadable: SettingsText = { kind: 'unusable', reason: 'unreadable' }
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Synchronous, because windows wait for it; a pipe is not waited for, and a device not read. */
export function readSettingsText(path: string): SettingsText {
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? { kind: 'absent' } : unreadable
  }
  try {
    const facts = fstatSync(file)
    if (!facts.isFile()) return unreadable
    if (facts.size > SETTINGS_FILE_MAX_BYTES) return { kind: 'unusable', reason: 'too-large' }
    const bytes = Buffer.alloc(SETTINGS_FILE_MAX_BYTES)
    let length = 0
    let read = -1
    while (read !== 0 && length < bytes.length) {
      read = readSync(file, bytes, length, bytes.length - length, null)
      length += read
    }
    return { kind: 'text', text: utf8.decode(bytes.subarray(0, length)) }
  } catch (error) {
    // What is no UTF-8 is no JSON either (RFC 8259, 8.1).
    return error instanceof TypeError ? { kind: 'unusable', reason: 'not-json' } : unreadable
  } finally {
    closeSync(file)
  }
}
