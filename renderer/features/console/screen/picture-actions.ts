import { call } from '../../../ipc/call.ts'

/** Bytes that file systems allow to a name, less what is added to it. */
const NAME_MAX = 160

/** A name for a picture's file: the guest's, as far as a file can have it, and the time. */
export function pictureName(name: string, now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-')
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('')
  // Cut by what UTF-8 needs, between characters.
  let stem = ''
  for (const character of name.replaceAll(/[/\\\p{Cc}]/gu, '-').replace(/^\.+/, '')) {
    if (new TextEncoder().encode(stem + character).length > NAME_MAX) break
    stem += character
  }
  return `${stem === '' ? 'screen' : stem} ${day} ${time}.png`
}

/** Asks for a file and writes a picture of the screen to it. Null where the person cancelled. */
export const savePicture = (id: string, name: string): Promise<string | null> =>
  call('pictures.save', { id, name: pictureName(name, new Date()) })

export const copyPicture = (id: string): Promise<void> =>
  call('pictures.copy', { id }).then(() => undefined)
