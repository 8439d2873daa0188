// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

namespace streamgauge {

int dashboardCommand(const DashboardArguments &)
{
    return WrongUsage;
}

}
