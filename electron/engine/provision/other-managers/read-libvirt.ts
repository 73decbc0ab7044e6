import { basename, dirname, join } from 'node:path'
import { guestIdSchema } from '../../../../shared/domain/guest-config.ts'
import type { MachineDraft } from '../draft.ts'
import type { DraftSource } from '../draft-source.ts'
import { parseDomain } from '../libvirt/parse-domain.ts'
import { sourceError } from '../source-error.ts'
import type { Xml } from '../xml.ts'
import type { LibvirtPlace } from './libvirt-places.ts'
import type { OtherMachine } from './other-machine.ts'

/**
 * A machine of a session libvirt. Throws like parseDomain, and SOURCE_UNUSABLE where a disk of it is
 * no file: without that it would be another machine.
 */
export function readLibvirt(
  domain: Xml,
  source: DraftSource,
  place: LibvirtPlace | undefined,
): OtherMachine {
  const { path, remarks } = source
  const draft = parseDomain(domain, source)
  if (remarks.list().some(({ code }) => code === 'disk-not-file')) {
    throw sourceError('SOURCE_UNUSABLE', path, 'disk-not-file')
  }
  const name = domain.textOf('name') ?? draft.name
  const uuid = guestIdSchema.safeParse(domain.textOf('uuid'))
  const configDir = place?.configDir ?? dirname(path)
  const nvram = domain.child('os', 'nvram')
  return {
    ...{ path, draft, origin: isOfBoxes(domain, draft, place) ? 'boxes' : 'libvirt' },
    // The names of these files are made of the machine's; one with a slash is none that libvirt has.
    pidFile: place?.runDir ? join(place.runDir, `${basename(name)}.pid`) : null,
    savedFile: join(configDir, 'save', `${basename(name)}.save`),
    // Where its format is another, it has to be said.
    nvram: isRaw(nvram) ? (nvram?.text ?? null) : null,
    tpm: uuid.success
      ? { folder: join(configDir, 'swtpm', uuid.data, 'tpm2'), files: 'all' }
      : null,
  }
}

const isRaw = (nvram: Xml | undefined): boolean =>
  nvram !== undefined &&
  nvram.text.startsWith('/') &&
  (nvram.attribute('format') ?? 'raw') === 'raw' &&
  (nvram.attribute('type') ?? 'file') === 'file'

/** Boxes writes an element of its own into what it makes, and has a folder for its disks. */
function isOfBoxes(domain: Xml, draft: MachineDraft, place: LibvirtPlace | undefined): boolean {
  if (place?.isBoxes === true) return true
  if (domain.child('metadata', 'gnome-boxes') !== undefined) return true
  return draft.disks.some(
    ({ origin }) => origin.kind === 'file' && dirname(origin.path) === place?.boxesImages,
  )
}
