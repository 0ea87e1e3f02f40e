import { describeFaults } from '../simulation/faults/spec.js';
import { openInstagram } from '../simulation/faults/instagram.js';

describeFaults('Instagram', openInstagram);
