// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runfile/run.h"

#include <QStringList>

namespace streamgauge {

/// Writes @p run with the program's own writer; false, with a warning, where that fails. Without Run::end the file
/// is that of a killed program.
bool writeRunFile(const QString &path, const Run &run);

/// The original speed tests of these models as one run: one endpoint each.
Run referenceRunOf(const QStringList &labels, const QString &title);

/// What a new name for the endpoint does to a run.
void relabel(Run &run, int endpoint, const QString &label);

/// The last request of the endpoint is lost on the way.
void failLastRequest(Run &run, int endpoint);

}
