import './copy-text.ts';
import './live-progress.ts';
import './photo-picker.ts';
import './print-button.ts';
import './read-aloud.ts';
import './select-all.ts';
import './slash.ts';
