import { type GuestConfig, guestConfigSchema } from '../../../../shared/domain/guest-config.ts'

/** The fields that have no default. */
const plain = {
  ...{ schema: 2, id: '0b5c9c0e-52a3-4c3e-9a0a-0c7c1f1f2d11', name: 'changing', createdAt: 0 },
  ...{ memoryMiB: 256, cpus: 1, accelerator: 'tcg', display: 'none' },
  ...{ disks: [], cdroms: [], nics: [], serials: [] },
}

/** A description as it is read from a file: what is not said has its default. */
export const configOf = (more: Readonly<Record<string, unknown>> = {}): GuestConfig =>
  guestConfigSchema.parse({ ...plain, ...more })

export const disk = (id: string, more: object = {}): Record<string, unknown> => ({
  ...{ id, path: `/images/${id}.qcow2`, format: 'qcow2', readOnly: false, managed: false },
  ...more,
})

export const nic = (id: string, more: object = {}): Record<string, unknown> => ({
  ...{ id, mac: '52:54:00:12:34:56' },
  ...more,
})

export const usb = (id: string, vendor = '0781'): Record<string, unknown> => ({
  id,
  match: { kind: 'product', vendor, product: '5581' },
})
