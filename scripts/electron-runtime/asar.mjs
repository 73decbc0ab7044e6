/**
 * Writes the archive format that Electron reads its apps from, for flat files alone. Source of the
 * format: the README of @electron/asar; the head is two Chromium pickles.
 * @param {Readonly<Record<string, Buffer>>} files
 */
export function asar(files) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const entries = {}
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    entries[name] = { size: content.length, offset: String(offset) }
    offset += content.length
  }
  const json = Buffer.from(JSON.stringify({ files: entries }))
  const padded = Math.ceil(json.length / 4) * 4
  const head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(8 + padded, 4)
  head.writeUInt32LE(4 + padded, 8)
  head.writeUInt32LE(json.length, 12)
  json.copy(head, 16)
  return Buffer.concat([head, ...Object.values(files)])
}
