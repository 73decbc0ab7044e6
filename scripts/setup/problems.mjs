import { rmSync } from 'node:fs'
import path from 'node:path'
import { readJson, writeJson } from '../lib/json-file.mjs'
import { cacheDir } from '../lib/paths.mjs'

/**
 * What the last set-up for tests could not do. The tests are run all the same, as most of them do
 * not need it, and the run reports it as failed.
 */
const file = path.join(cacheDir, 'setup-problems.json')

/** @returns {{ step: string, message: string }[]} */
export const readProblems = () => readJson(file) ?? []

/** @param {readonly { step: string, message: string }[]} problems */
export function writeProblems(problems) {
  if (problems.length === 0) rmSync(file, { force: true })
  else writeJson(file, problems)
}
