import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { capture } from '../../lib/command.mjs'
import { root } from '../../lib/paths.mjs'
import { appId, manifest } from '../identity.mjs'
import { demand } from './check.mjs'

const asset = (/** @type {string} */ file) => path.join(root, 'assets', file)

/**
 * Runs a program that looks at one of our files. It fails, or says anything at all: the file is wrong.
 * @param {string} program @param {readonly string[]} args
 */
function quiet(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (error) throw new Error(`${program} could not be run: ${error.message}`)
  const output = `${stdout}${stderr}`.trim()
  demand(status === 0 && output === '', `${program} (${status}): ${output}`)
}

function metainfo() {
  const file = asset(`metainfo/${appId}.metainfo.xml`)
  const args = ['validate', '--no-net', '--no-color', file]
  const { status, stdout, error } = spawnSync('appstreamcli', args, { encoding: 'utf8' })
  if (error) throw new Error(`appstreamcli could not be run: ${error.message}`)
  demand(status === 0, stdout)
  const text = readFileSync(file, 'utf8')
  demand(text.includes(`version="${manifest.version}"`), `it has no release ${manifest.version}`)
}

/** Has the desktop's own database take it, in a directory of its own. */
function mimeType() {
  const work = mkdtempSync(path.join(os.tmpdir(), 'guesthouse-mime-'))
  try {
    mkdirSync(path.join(work, 'packages'))
    cpSync(asset(`mime/${appId}.xml`), path.join(work, `packages/${appId}.xml`))
    // It says that the directory is not among those that are searched, which is so.
    capture('update-mime-database', [work])
    const types = readFileSync(path.join(work, 'types'), 'utf8').trim()
    demand(types === 'application/x-libvirt-domain+xml', `it defines ${types}`)
    const magic = readFileSync(path.join(work, 'magic'), 'latin1')
    demand(magic.includes('<domain type='), 'it does not look into files')
  } finally {
    rmSync(work, { recursive: true })
  }
}

/** Every type that the desktop entry takes is one that the metainfo offers. */
function mediaTypes() {
  const entry = readFileSync(asset(`applications/${appId}.desktop`), 'utf8')
  const taken = (/^MimeType=(.*)$/m.exec(entry)?.[1] ?? '').split(';').filter(Boolean)
  const text = readFileSync(asset(`metainfo/${appId}.metainfo.xml`), 'utf8')
  const offered = [...text.matchAll(/<mediatype>(.*?)<\/mediatype>/g)].map(([, type]) => type)
  demand(
    taken.length > 0 && taken.join() === offered.join(),
    `${taken.join()} and ${offered.join()}`,
  )
}

/** @type {readonly import('./check.mjs').Check[]} What is written by hand. */
export const sourceChecks = [
  {
    name: 'desktop entry',
    run: () => quiet('desktop-file-validate', [asset(`applications/${appId}.desktop`)]),
  },
  { name: 'metainfo', run: metainfo },
  { name: 'types of files', run: mimeType },
  { name: 'desktop entry and metainfo take the same files', run: mediaTypes },
  ...[`${manifest.name}.1`, 'guesthoused.8'].map((page) => ({
    name: `manual page ${page}`,
    run: () => quiet('groff', ['-mandoc', '-Tutf8', '-ww', '-z', asset(`man/${page}`)]),
  })),
  ...[
    ...['deb/postinst', 'deb/postrm', 'daemon/deb/postinst', 'daemon/deb/prerm'],
    ...['daemon/deb/postrm', 'daemon/guesthoused'],
  ].map((script) => ({
    name: script,
    run: () => quiet('sh', ['-n', asset(script)]),
  })),
]
