// What Glibc's Swift module lacks: calls that are variadic, or declared only under _GNU_SOURCE.
#pragma once
