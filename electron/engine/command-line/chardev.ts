import type { QemuObject } from './qemu-object.ts'
import { escapeOption } from './escape.ts'

/**
 * A character device. The option syntax of -chardev is all that the oldest supported QEMU takes on
 * its command line; over QMP the same things are nested objects.
 */
export type Chardev =
  | {
      readonly kind: 'socket'
      readonly id: string
      readonly path: string
      /** False: somebody else listens, and has to when QEMU starts. */
      readonly server: boolean
      /** Everything that is written to it goes to this file as well. */
      readonly log?: string
    }
  /** The host's side of the clipboard; copies go through VNC. */
  | { readonly kind: 'qemu-vdagent'; readonly id: string }

/** The value of -chardev. */
export function chardevOption(chardev: Chardev): string {
  if (chardev.kind === 'qemu-vdagent') {
    // The tablet moves the pointer, so that it also works where no agent runs in the guest.
    return `qemu-vdagent,id=${chardev.id},clipboard=on,mouse=off`
  }
  const { id, path, server, log } = chardev
  return [
    `socket,id=${id},path=${escapeOption(path)}`,
    ...(server ? ['server=on,wait=off'] : []),
    ...(log === undefined ? [] : [`logfile=${escapeOption(log)},logappend=on`]),
  ].join(',')
}

/** The arguments of QMP's `chardev-add` (qapi/char.json). */
export function chardevAdd(chardev: Chardev): {
  readonly id: string
  readonly backend: { readonly type: string; readonly data: QemuObject }
} {
  const { id } = chardev
  if (chardev.kind === 'qemu-vdagent') {
    return { id, backend: { type: 'qemu-vdagent', data: { clipboard: true, mouse: false } } }
  }
  const { path, server, log } = chardev
  const data = {
    addr: { type: 'unix', data: { path } },
    server,
    ...(server ? { wait: false } : {}),
    ...(log === undefined ? {} : { logfile: log, logappend: true }),
  }
  return { id, backend: { type: 'socket', data } }
}
