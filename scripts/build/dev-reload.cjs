// Loaded into main by `npm run dev` alone: reloads the window when its bundle was written.
'use strict'
const { watch } = require('node:fs')
const path = require('node:path')
const { BrowserWindow } = require('electron')

let pending
watch(path.join(__dirname, '../../dist/renderer'), { recursive: false }, () => {
  // A build writes several files; the window reloads once, after the last.
  clearTimeout(pending)
  pending = setTimeout(() => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.reloadIgnoringCache()
  }, 100)
})
