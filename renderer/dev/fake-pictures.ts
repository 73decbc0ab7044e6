import type { GuestView } from '../../shared/domain/guest.ts'
import type { Picture } from '../../shared/domain/pictures.ts'

const WIDTH = 640
const HEIGHT = 480

/** A screen with the machine's name on it that never changes; of some that are off there is none. */
export async function fakePicture(
  { name, state }: GuestView,
  known: number | undefined,
): Promise<Picture> {
  if (state === 'stopped' && name.length % 2 === 0) return { kind: 'none' }
  if (known !== undefined) return { kind: 'known' }
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT)
  const paint = canvas.getContext('2d')
  if (paint === null) throw new Error('no 2d context')
  const hue = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0) * 37, 0) % 360
  paint.fillStyle = `hsl(${hue} 30% 32%)`
  paint.fillRect(0, 0, WIDTH, HEIGHT)
  paint.fillStyle = `hsl(${hue} 25% 20%)`
  paint.fillRect(0, 0, WIDTH, 36)
  paint.fillRect(60, 90, 400, 280)
  paint.fillStyle = '#e5e9f0'
  paint.font = '26px monospace'
  paint.fillText(name.slice(0, 24), 16, 26)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return { kind: 'picture', png: new Uint8Array(await blob.arrayBuffer()), takenAt: 1 }
}
