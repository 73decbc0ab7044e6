/** @typedef {{ builder: 'x64' | 'arm64', debian: string }} Architecture */

/** @type {Readonly<Record<string, Architecture>>} */
const architectures = {
  x64: { builder: 'x64', debian: 'amd64' },
  arm64: { builder: 'arm64', debian: 'arm64' },
}

/** A package holds this computer's own Electron, so it is for this computer's architecture. */
const own = architectures[process.arch]
if (!own) throw new Error(`There are no packages for ${process.arch}.`)

export const packageArchitecture = own
