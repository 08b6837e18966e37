#!/usr/bin/env node
import { run } from './command.ts';
import { processIo } from './io.ts';

process.exit(await run(process.argv.slice(2), processIo()));
