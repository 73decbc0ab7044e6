import '../ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../i18n/index.ts'
import { followGuests } from '../stores/guests-store.ts'
import { followHost } from '../stores/host-store.ts'
import { followJobs } from '../stores/jobs-store.ts'
import { App } from './app.tsx'
import { GuestWindow } from './guest-window.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

/** Main opens a guest's own window at index.html?guest=<id>. */
const ownGuest = new URLSearchParams(window.location.search).get('guest')

// For as long as the page lives.
followGuests()
followHost()
followJobs()
createRoot(root).render(
  <StrictMode>{ownGuest === null ? <App /> : <GuestWindow id={ownGuest} />}</StrictMode>,
)
