// SPDX-License-Identifier: Apache-2.0
#include "commandline.h"

int main(int argc, char **argv)
{
    return streamgauge::runCommandLine(argc, argv);
}
