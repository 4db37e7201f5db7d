#!/usr/bin/env node
// The command line `doorstep`, as installed by npm. `doorstep --help` lists what it can do.
import process from 'node:process';
import { run } from './run.mjs';

await run('doorstep', process.argv.slice(2));
