import './copy-text.ts';
import './live-progress.ts';
import './live-region.ts';
import './print-button.ts';
import './push-device.ts';
import './read-aloud.ts';
import './select-all.ts';
import './slash.ts';
