import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../lib/paths.mjs'

// House rules that no other tool looks at: names, lengths, and paths of one machine.

/** A file that passes this many lines is usually two concepts. */
const MAX_LINES = 400
const SOURCE = /\.(ts|tsx|mjs|cjs|css)$/
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)+$/
/** A path that only the computer it was written on has. */
const machinePath = `${root}/`

const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
  cwd: root,
  encoding: 'utf8',
})
const files = listed.split('\0').filter((file) => SOURCE.test(file))

const problems = files.flatMap((file) => {
  const name = path.basename(file)
  const found = KEBAB_CASE.test(name.replace(/^\./, ''))
    ? []
    : [`${file}: the name is not kebab-case`]
  let text
  try {
    text = readFileSync(path.join(root, file), 'utf8')
  } catch {
    return [] // deleted, and not yet committed
  }
  const lines = text.split('\n')
  if (lines.length > MAX_LINES) found.push(`${file}: ${lines.length} lines; most is ${MAX_LINES}`)
  for (const [index, line] of lines.entries()) {
    if (line.includes(machinePath)) found.push(`${file}:${index + 1}: a path of one machine`)
  }
  return found
})

for (const problem of problems) console.error(problem)
if (files.length < 50) console.error(`only ${files.length} files were found to look at`)
process.exitCode = problems.length === 0 && files.length >= 50 ? 0 : 1
