import '../ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../i18n/index.ts'
import { followGuests } from '../stores/guests-store.ts'
import { followHost } from '../stores/host-store.ts'
import { followJobs } from '../stores/jobs-store.ts'
import { App } from './app.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

// For as long as the page lives.
followGuests()
followHost()
followJobs()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
