// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/pptx.h"

namespace streamgauge {

/// ppt/slides/slideN.xml. A picture is that of relationship "rId2".
QByteArray slideXml(const Slide &slide);

/// ppt/slides/_rels/slideN.xml.rels. @p image: its file's name; empty: none.
QByteArray slideRelations(const QString &image);

}
