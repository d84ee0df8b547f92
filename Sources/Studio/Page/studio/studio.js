// The Studio's page: the editor over the Studio's API.

import { hostEditor } from '../editor/host.js'
import { ApiSource } from './api-source.js'

hostEditor(document.getElementById('studio'), new ApiSource('/api/v1'), { login: '/login' })
