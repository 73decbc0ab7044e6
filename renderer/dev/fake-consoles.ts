import type { MethodInput } from '../../shared/ipc/contract.ts'

/** Far ends of consoles, just enough to look at: a VNC server with one picture, an echoing port. */
export function serveFakeConsole(port: MessagePort, request: MethodInput<'consoles.open'>): void {
  if (request.console.kind === 'vnc') serveVnc(port)
  else serveSerial(port)
}

const WIDTH = 1024
const HEIGHT = 768

/** RFB 3.8 (RFC 6143) without security; answers the first request for a picture with raw pixels. */
function serveVnc(port: MessagePort): void {
  let step: 'version' | 'security' | 'init' | 'running' = 'version'
  let drawn = false
  const send = (...bytes: number[]) => port.postMessage(Uint8Array.from(bytes))
  const take = (bytes: Uint8Array): void => {
    if (step === 'version') {
      step = 'security'
      send(1, 1) // one type of security: none
    } else if (step === 'security') {
      step = 'init'
      send(0, 0, 0, 0) // accepted
    } else if (step === 'init') {
      step = 'running'
      const name = new TextEncoder().encode('fake')
      const format = [32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0]
      send(WIDTH >> 8, WIDTH & 255, HEIGHT >> 8, HEIGHT & 255, ...format, 0, 0, 0, 4, ...name)
    } else if (!drawn && hasUpdateRequest(bytes)) {
      drawn = true
      port.postMessage(picture())
    }
  }
  port.onmessage = (event: MessageEvent<unknown>) => {
    if (event.data instanceof Uint8Array) take(event.data)
  }
  port.postMessage({ type: 'open' })
  port.postMessage(new TextEncoder().encode('RFB 003.008\n'))
}

/** noVNC sends its messages in batches; a request for an update is ten bytes from a 3. */
const hasUpdateRequest = (bytes: Uint8Array): boolean =>
  bytes.length >= 10 && bytes[bytes.length - 10] === 3

function picture(): Uint8Array {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const paint = canvas.getContext('2d')
  if (paint === null) throw new Error('no 2d context')
  paint.fillStyle = '#2a2f3a'
  paint.fillRect(0, 0, WIDTH, HEIGHT)
  paint.fillStyle = '#3d4657'
  paint.fillRect(0, 0, WIDTH, 28)
  paint.fillStyle = '#d8dee9'
  paint.font = '15px monospace'
  const lines = [
    'Debian GNU/Linux 13 debian tty1',
    '',
    'debian login: ada',
    'Password:',
    '$ uname -a',
  ]
  lines.forEach((line, index) => paint.fillText(line, 24, 72 + index * 22))
  const pixels = paint.getImageData(0, 0, WIDTH, HEIGHT).data
  const header = [0, 0, 0, 1, 0, 0, 0, 0, WIDTH >> 8, WIDTH & 255, HEIGHT >> 8, HEIGHT & 255]
  const message = new Uint8Array(header.length + 4 + pixels.length)
  message.set(header)
  message.set(pixels, header.length + 4)
  return message
}

function serveSerial(port: MessagePort): void {
  const encoder = new TextEncoder()
  const say = (text: string) => port.postMessage(encoder.encode(text))
  port.onmessage = (event: MessageEvent<unknown>) => {
    if (!(event.data instanceof Uint8Array)) return
    say(new TextDecoder().decode(event.data).replaceAll('\r', '\r\n~ # '))
  }
  port.postMessage({ type: 'open' })
  say('[    0.000000] Linux version 6.12.48+deb13-amd64\r\n')
  say('[    1.204113] \x1b[32mfreeing\x1b[0m unused kernel image memory\r\n')
  say('See https://www.debian.org/ for more.\r\n\r\n~ # ')
}
