// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

namespace streamgauge {

int simulateCommand(const SimulateArguments &)
{
    return WrongUsage;
}

}
