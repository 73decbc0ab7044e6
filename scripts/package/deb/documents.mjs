import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../lib/paths.mjs'
import { outDir } from '../identity.mjs'
import { changeTime } from './change-time.mjs'
import { libDir } from './installed-files.mjs'

/** @param {string} text */
export const gzip = (text) =>
  execFileSync('gzip', ['--best', '--no-name', '--stdout'], { input: text })

/** As Debian's changelogs have dates (RFC 5322). @param {Date} date */
const changelogDate = (date) => date.toUTCString().replace('GMT', '+0000')

/** @typedef {{ name: string, version: string, maintainer: string }} Package */

/** @param {Package} options */
const debianChangelog = ({ name, version, maintainer }) =>
  [
    `${name} (${version}) unstable; urgency=medium`,
    '',
    `  * What changed is in /usr/share/doc/${name}/changelog.gz.`,
    '',
    ` -- ${maintainer}  ${changelogDate(changeTime())}`,
    '',
  ].join('\n')

/** A paragraph of a field's value: lines indented, empty ones as a dot. @param {string} text */
const indented = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => (line.trim() === '' ? ' .' : ` ${line.trimEnd()}`))
    .join('\n')

/** Electron's own; electron-builder renames what the download calls LICENSE. @param {string} appFolder */
function electronLicence(appFolder) {
  const names = ['LICENSE.electron.txt', 'LICENSE']
  const file = names.map((name) => path.join(appFolder, name)).find((one) => existsSync(one))
  if (file === undefined) throw new Error(`${appFolder} holds no licence of Electron.`)
  const text = readFileSync(file, 'utf8')
  return /Permission is hereby granted[\s\S]*/.exec(text)?.[0] ?? text
}

/**
 * In the form of Debian's "Machine-readable debian/copyright file", 1.0.
 * @param {import('./build.mjs').Deb} deb
 */
function copyright({ name, appFolder }) {
  return `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Guesthouse

Files: *
Copyright: 2026 Guesthouse developers
License: Apache-2.0

Files: usr/lib/${name}/*
Copyright: Electron contributors
 2013-2020 GitHub Inc.
License: Expat
Comment:
 Electron holds Chromium, Node.js and others, whose licences are in
 ${libDir}/LICENSES.chromium.html

Files: usr/lib/${name}/resources/app.asar
Copyright: 2026 Guesthouse developers
License: Apache-2.0
Comment:
 It holds libraries whose licences are in
 /usr/share/doc/${name}/libraries.txt.gz

License: Apache-2.0
 The licence's text is in /usr/share/common-licenses/Apache-2.0 on Debian.

License: Expat
${indented(electronLicence(appFolder))}
`
}

/**
 * The changelogs that Debian Policy (12.7) asks for.
 * @param {Package} options
 * @returns {{ target: string, content: Buffer }[]}
 */
export const changelogs = (options) => [
  {
    target: `/usr/share/doc/${options.name}/changelog.Debian.gz`,
    content: gzip(debianChangelog(options)),
  },
  {
    target: `/usr/share/doc/${options.name}/changelog.gz`,
    content: gzip(readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8')),
  },
]

/**
 * What Debian Policy (12.5, 12.7) asks for below /usr/share/doc.
 * @param {import('./build.mjs').Deb} deb
 * @returns {{ target: string, content: string | Buffer }[]}
 */
export function documents(deb) {
  const doc = `/usr/share/doc/${deb.name}`
  return [
    { target: `${doc}/copyright`, content: copyright(deb) },
    ...changelogs(deb),
    {
      target: `${doc}/libraries.txt.gz`,
      content: gzip(readFileSync(path.join(outDir, 'libraries.txt'), 'utf8')),
    },
    {
      target: `/usr/share/lintian/overrides/${deb.name}`,
      content: readFileSync(path.join(root, 'assets/deb/lintian-overrides')),
    },
  ]
}
