#!/usr/bin/env node
import "../dist/cli/commonward.js";
