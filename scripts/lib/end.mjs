/**
 * Ends the process, with what it has written on its way: to files and pipes that is done at once
 * (Node's process.stdout). Not by process.exitCode: electron-builder brings async-exit-hook, which ends
 * a process that has nothing more to do with 0, whatever was set.
 * @param {number} code
 */
export const endWith = (code) => process.exit(code)
