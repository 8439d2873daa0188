// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace streamgauge {

/// Parses the command line, makes the application object the command needs, and runs it; the exit status.
int runCommandLine(int argc, char **argv);

}
