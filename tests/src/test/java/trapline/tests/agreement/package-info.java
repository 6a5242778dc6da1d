/**
 * Random programs on QEMU and on our machine: {@code CaseGenerator} and {@code PrivilegedGenerator} make cases, {@code Harness} the program
 * around them, {@code InstructionAgreementTest} compares. Needs qemu-system-arm, and says so where there is none.
 */
package trapline.tests.agreement;
