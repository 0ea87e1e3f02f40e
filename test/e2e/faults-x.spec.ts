import { describeFaults } from '../simulation/faults/spec.js';
import { openX } from '../simulation/faults/x.js';

describeFaults('X', openX);
