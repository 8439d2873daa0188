// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>

namespace streamgauge {

/// Runs the event loop until @p condition holds; false after 30 s. Returns as soon as it holds.
template<typename Condition>
bool eventually(Condition condition)
{
    return QTest::qWaitFor(condition, 30000);
}

}
