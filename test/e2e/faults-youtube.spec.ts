import { describeFaults } from '../simulation/faults/spec.js';
import { openYouTube } from '../simulation/faults/youtube.js';

describeFaults('YouTube', openYouTube);
