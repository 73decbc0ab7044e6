import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { capture } from '../../lib/command.mjs'
import { root } from '../../lib/paths.mjs'
import { controlFile } from '../deb/control.mjs'
import { changelogs, gzip } from '../deb/documents.mjs'
import { gzipped } from '../deb/installed-files.mjs'
import { packTree } from '../deb/pack-tree.mjs'
import { debianRevision, maintainer, manifest, nobody, outDir } from '../identity.mjs'
import { bundledLibraries } from '../libraries.mjs'
import { configFile, daemonFiles, daemonLink, daemonName } from './installed-files.mjs'
import { depends, recommends, suggests } from './relations.mjs'

const description = `virtual machines that belong to the computer, without root
 guesthoused is Guesthouse's system daemon: machines that start with the
 computer, that several people share, or that are on a bridge of it.
 .
 It runs as an account of its own, with only the capabilities that what is
 switched on needs, and QEMU runs as another. Machines of ordinary sessions
 do without it. Nothing of it is started by the installation.`

/** In the form of Debian's "Machine-readable debian/copyright file", 1.0. */
const copyright = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Guesthouse

Files: *
Copyright: 2026 Guesthouse developers
License: Apache-2.0
Comment:
 guesthoused.cjs holds libraries whose licences are in
 /usr/share/doc/${daemonName}/libraries.txt.gz

License: Apache-2.0
 The licence's text is in /usr/share/common-licenses/Apache-2.0 on Debian.
`

/**
 * Makes the package of guesthoused of what is built in dist/daemon. It is of every architecture: the
 * distribution's Node runs it.
 * @param {{ compression: string }} options see packTree
 * @returns {Promise<string>} its path
 */
export async function buildDaemonDeb({ compression }) {
  const version = `${manifest.version}-${debianRevision}`
  const { name, email } = maintainer() ?? nobody
  const identity = { name: daemonName, version, maintainer: `${name} <${email}>` }
  const file = path.join(outDir, `${daemonName}_${version}_all.deb`)
  const work = mkdtempSync(path.join(os.tmpdir(), 'guesthouse-deb-'))
  try {
    const tree = path.join(work, 'tree')
    layOut(tree, [
      ...changelogs(identity),
      { target: `/usr/share/doc/${daemonName}/copyright`, content: copyright },
      {
        target: `/usr/share/doc/${daemonName}/libraries.txt.gz`,
        content: gzip(await bundledLibraries('daemon')),
      },
    ])
    packTree({
      ...{ tree, file, compression, conffiles: [configFile] },
      control: (installedSize) =>
        controlFile({
          ...{ ...identity, architecture: 'all', description, installedSize },
          ...{ depends, recommends, suggests: suggests.join(', ') },
        }),
      scripts: ['postinst', 'prerm', 'postrm'].map((script) =>
        path.join(root, 'assets/daemon/deb', script),
      ),
    })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return file
}

/** @param {string} tree @param {readonly { target: string, content: string | Buffer }[]} documents */
function layOut(tree, documents) {
  /** @param {string} target @param {string | Buffer} content */
  const put = (target, content) => {
    const file = path.join(tree, target)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
    return file
  }
  const executable = daemonFiles
    .map(({ target, source, executable: runs }) => {
      const file = put(target, target.endsWith('.gz') ? gzipped(source) : readFileSync(source))
      return runs ? file : undefined
    })
    .filter((one) => one !== undefined)
  for (const { target, content } of documents) put(target, content)
  const link = path.join(tree, daemonLink.target)
  mkdirSync(path.dirname(link), { recursive: true })
  symlinkSync(daemonLink.to, link)
  // Whoever builds may have another umask.
  capture('chmod', ['-R', 'a-x,u=rwX,go=rX', tree])
  for (const file of executable) chmodSync(file, 0o755)
}
